-- A role that serves the clusters of two Regions is measured in each.
ALTER TABLE "measurement" DROP CONSTRAINT "measurement_pkey",
  ADD CONSTRAINT "measurement_pkey" PRIMARY KEY ("account_id", "metric", "region", "subject_type", "subject_id", "valid_to");
