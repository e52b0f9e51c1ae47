-- The limits that a run's drift was judged by, so that pages tell the same ones.
-- AlterTable
ALTER TABLE "run" ADD COLUMN     "drift_sla_days" JSONB;
