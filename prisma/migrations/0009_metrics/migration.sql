-- What the four metrics rest on, thing by thing; their targets; and breaches that no detector told of.
-- CreateEnum
CREATE TYPE "measured_metric" AS ENUM ('detection-time', 'permission-utilization', 'identity-coverage', 'network-exposure');

-- CreateEnum
CREATE TYPE "standing" AS ENUM ('counted', 'excluded', 'unknown');

-- AlterTable
ALTER TABLE "metric_point" ADD COLUMN     "detail" JSONB NOT NULL DEFAULT '{}';

-- CreateTable
CREATE TABLE "measurement" (
    "account_id" VARCHAR(12) NOT NULL,
    "metric" "measured_metric" NOT NULL,
    "region" TEXT NOT NULL,
    "subject_type" TEXT NOT NULL,
    "subject_id" TEXT NOT NULL,
    "standing" "standing" NOT NULL,
    "reason" TEXT,
    "class" TEXT NOT NULL,
    "numerator" DOUBLE PRECISION NOT NULL,
    "denominator" DOUBLE PRECISION NOT NULL,
    "value" DOUBLE PRECISION,
    "at" TIMESTAMPTZ(3),
    "detail" JSONB NOT NULL,
    "hash" BYTEA NOT NULL,
    "valid_from" TIMESTAMPTZ(3) NOT NULL,
    "valid_to" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "measurement_pkey" PRIMARY KEY ("account_id","metric","subject_type","subject_id","valid_to")
) PARTITION BY RANGE ("valid_to");

-- CreateTable
CREATE TABLE "target" (
    "metric" TEXT NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "value" DOUBLE PRECISION NOT NULL,
    "reason" TEXT NOT NULL,
    "recorded_by" TEXT NOT NULL,

    CONSTRAINT "target_pkey" PRIMARY KEY ("metric","since")
);

-- CreateTable
CREATE TABLE "incident" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "account_id" VARCHAR(12),
    "title" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "breach_started_at" TIMESTAMPTZ(3) NOT NULL,
    "detected_at" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "recorded_by" TEXT NOT NULL,
    "withdrawn_at" TIMESTAMPTZ(3),
    "withdrawn_by" TEXT,

    CONSTRAINT "incident_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "measurement_rank_idx" ON "measurement"("metric", "class", "value", "account_id", "subject_id");

-- CreateIndex
CREATE INDEX "incident_detected_at_idx" ON "incident"("detected_at");

CREATE TABLE "measurement_current" PARTITION OF "measurement" FOR VALUES FROM ('infinity') TO (MAXVALUE);

ALTER TABLE "measurement"
  ADD CONSTRAINT "measurement_interval" CHECK ("valid_from" < "valid_to"),
  ADD CONSTRAINT "measurement_standing" CHECK (("standing" = 'counted') = ("reason" IS NULL)
    AND ("standing" = 'counted' OR ("numerator" = 0 AND "denominator" = 0)));

ALTER TABLE "target"
  ADD CONSTRAINT "target_said" CHECK (length(btrim("reason")) > 0 AND "value" >= 0);

ALTER TABLE "incident"
  ADD CONSTRAINT "incident_said" CHECK (length(btrim("title")) > 0 AND length(btrim("reason")) > 0),
  ADD CONSTRAINT "incident_order" CHECK ("breach_started_at" <= "detected_at" AND "detected_at" <= "created_at");

CREATE TRIGGER "incident_is_final" BEFORE UPDATE ON "incident"
  FOR EACH ROW EXECUTE FUNCTION refuse_edit('withdrawn_at', 'withdrawn_by');

CREATE FUNCTION refuse_update() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is a record: add another one instead', TG_TABLE_NAME;
END $$;
CREATE TRIGGER "target_is_final" BEFORE UPDATE ON "target" FOR EACH ROW EXECUTE FUNCTION refuse_update();

-- As before, with a table more.
CREATE OR REPLACE FUNCTION "ensure_month"("closing" timestamptz) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  month_start timestamptz := date_trunc('month', closing AT TIME ZONE 'UTC') AT TIME ZONE 'UTC';
  month_end timestamptz := (date_trunc('month', closing AT TIME ZONE 'UTC') + interval '1 month') AT TIME ZONE 'UTC';
  parent text;
  child text;
BEGIN
  FOREACH parent IN ARRAY ARRAY['fact', 'coverage', 'finding', 'tally', 'measurement'] LOOP
    child := parent || '_' || to_char(closing AT TIME ZONE 'UTC', 'YYYYMM');
    IF to_regclass(quote_ident(child)) IS NULL THEN
      PERFORM pg_advisory_xact_lock(hashtext('postern.ensure_month'));
      EXECUTE format('CREATE TABLE IF NOT EXISTS %I PARTITION OF %I FOR VALUES FROM (%L) TO (%L)',
        child, parent, month_start, month_end);
    END IF;
  END LOOP;
END $$;
