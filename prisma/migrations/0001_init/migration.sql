-- CreateEnum
CREATE TYPE "coverage_state" AS ENUM ('complete', 'partial', 'denied', 'throttled', 'failed');

-- CreateEnum
CREATE TYPE "finding_end" AS ENUM ('changed', 'resolved', 'departed');

-- CreateEnum
CREATE TYPE "finding_source" AS ENUM ('postern', 'security-hub', 'guardduty', 'access-analyzer', 'inspector', 'macie');

-- CreateEnum
CREATE TYPE "finding_kind" AS ENUM ('misconfiguration', 'threat', 'external-access', 'unused-access', 'vulnerability', 'sensitive-data');

-- CreateEnum
CREATE TYPE "severity" AS ENUM ('informational', 'low', 'medium', 'high', 'critical');

-- CreateEnum
CREATE TYPE "scope_kind" AS ENUM ('organization', 'organizational-unit', 'account');

-- CreateEnum
CREATE TYPE "account_state" AS ENUM ('PENDING_ACTIVATION', 'ACTIVE', 'SUSPENDED', 'PENDING_CLOSURE', 'CLOSED');

-- CreateEnum
CREATE TYPE "run_state" AS ENUM ('queued', 'running', 'complete', 'partial', 'failed', 'cancelled');

-- CreateEnum
CREATE TYPE "run_trigger" AS ENUM ('schedule', 'manual', 'command');

-- CreateEnum
CREATE TYPE "task_state" AS ENUM ('queued', 'running', 'complete', 'partial', 'failed', 'cancelled');

-- CreateTable
CREATE TABLE "fact" (
    "account_id" VARCHAR(12) NOT NULL,
    "kind" TEXT NOT NULL,
    "region" TEXT NOT NULL,
    "resource_id" TEXT NOT NULL,
    "hash" BYTEA NOT NULL,
    "payload" JSONB NOT NULL,
    "valid_from" TIMESTAMPTZ(3) NOT NULL,
    "valid_to" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "fact_pkey" PRIMARY KEY ("account_id","kind","region","resource_id","valid_to")
) PARTITION BY RANGE ("valid_to");

-- CreateTable
CREATE TABLE "coverage" (
    "account_id" VARCHAR(12) NOT NULL,
    "region" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "state" "coverage_state" NOT NULL,
    "cause_code" TEXT,
    "cause_action" TEXT,
    "cause_message" TEXT,
    "unseen" TEXT[],
    "run_id" BIGINT NOT NULL,
    "valid_from" TIMESTAMPTZ(3) NOT NULL,
    "valid_to" TIMESTAMPTZ(3) NOT NULL,
    "confirmed_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "coverage_pkey" PRIMARY KEY ("account_id","region","kind","valid_to")
) PARTITION BY RANGE ("valid_to");

-- CreateTable
CREATE TABLE "finding" (
    "uid" UUID NOT NULL,
    "source" "finding_source" NOT NULL,
    "kind" "finding_kind" NOT NULL,
    "account_id" VARCHAR(12) NOT NULL,
    "region" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "control_id" TEXT,
    "resource_id" TEXT NOT NULL,
    "resource_type" TEXT NOT NULL,
    "severity" "severity" NOT NULL,
    "title" TEXT NOT NULL,
    "evidence" JSONB NOT NULL,
    "hash" BYTEA NOT NULL,
    "detected_at" TIMESTAMPTZ(3),
    "first_observed_at" TIMESTAMPTZ(3),
    "opened_at" TIMESTAMPTZ(3) NOT NULL,
    "valid_from" TIMESTAMPTZ(3) NOT NULL,
    "valid_to" TIMESTAMPTZ(3) NOT NULL,
    "ended" "finding_end",

    CONSTRAINT "finding_pkey" PRIMARY KEY ("uid","valid_to")
) PARTITION BY RANGE ("valid_to");

-- CreateTable
CREATE TABLE "tally" (
    "scope_id" VARCHAR(68) NOT NULL,
    "control_id" TEXT NOT NULL,
    "passed" INTEGER NOT NULL,
    "failed" INTEGER NOT NULL,
    "unknown" INTEGER NOT NULL,
    "not_applicable" INTEGER NOT NULL,
    "excepted" INTEGER NOT NULL,
    "failing_accounts" INTEGER NOT NULL,
    "unknown_accounts" INTEGER NOT NULL,
    "causes" JSONB NOT NULL,
    "valid_from" TIMESTAMPTZ(3) NOT NULL,
    "valid_to" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "tally_pkey" PRIMARY KEY ("scope_id","control_id","valid_to")
) PARTITION BY RANGE ("valid_to");

-- CreateTable
CREATE TABLE "metric_point" (
    "scope_id" VARCHAR(68) NOT NULL,
    "scope_kind" "scope_kind" NOT NULL,
    "day" DATE NOT NULL,
    "metric" TEXT NOT NULL,
    "numerator" DOUBLE PRECISION NOT NULL,
    "denominator" DOUBLE PRECISION NOT NULL,
    "value" DOUBLE PRECISION,
    "n" INTEGER NOT NULL,
    "unknown" INTEGER NOT NULL,
    "excluded" JSONB NOT NULL,
    "coverage" DOUBLE PRECISION NOT NULL,

    CONSTRAINT "metric_point_pkey" PRIMARY KEY ("scope_id","metric","day")
);

-- CreateTable
CREATE TABLE "organization" (
    "id" VARCHAR(34) NOT NULL,
    "management_account_id" VARCHAR(12) NOT NULL,
    "feature_set" TEXT NOT NULL,
    "root_id" TEXT NOT NULL,
    "valid_from" TIMESTAMPTZ(3) NOT NULL,
    "valid_to" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "organization_pkey" PRIMARY KEY ("id","valid_to")
);

-- CreateTable
CREATE TABLE "organizational_unit" (
    "id" VARCHAR(68) NOT NULL,
    "name" TEXT NOT NULL,
    "parent_id" VARCHAR(68),
    "path" TEXT NOT NULL,
    "valid_from" TIMESTAMPTZ(3) NOT NULL,
    "valid_to" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "organizational_unit_pkey" PRIMARY KEY ("id","valid_to")
);

-- CreateTable
CREATE TABLE "account" (
    "id" VARCHAR(12) NOT NULL,
    "name" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "state" "account_state" NOT NULL,
    "parent_id" VARCHAR(68) NOT NULL,
    "ou_path" TEXT NOT NULL,
    "joined_at" TIMESTAMPTZ(3),
    "valid_from" TIMESTAMPTZ(3) NOT NULL,
    "valid_to" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "account_pkey" PRIMARY KEY ("id","valid_to")
);

-- CreateTable
CREATE TABLE "run" (
    "id" BIGSERIAL NOT NULL,
    "state" "run_state" NOT NULL DEFAULT 'queued',
    "trigger" "run_trigger" NOT NULL,
    "as_of" TIMESTAMPTZ(3) NOT NULL,
    "requested_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "requested_by" TEXT NOT NULL,
    "started_at" TIMESTAMPTZ(3),
    "finished_at" TIMESTAMPTZ(3),
    "cancel_requested_at" TIMESTAMPTZ(3),
    "regions" TEXT[],
    "error" TEXT,

    CONSTRAINT "run_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "run_task" (
    "run_id" BIGINT NOT NULL,
    "target" VARCHAR(12) NOT NULL,
    "state" "task_state" NOT NULL DEFAULT 'queued',
    "attempts" SMALLINT NOT NULL DEFAULT 0,
    "started_at" TIMESTAMPTZ(3),
    "finished_at" TIMESTAMPTZ(3),
    "step" TEXT,
    "calls" INTEGER NOT NULL DEFAULT 0,
    "throttles" INTEGER NOT NULL DEFAULT 0,
    "reads_complete" INTEGER NOT NULL DEFAULT 0,
    "reads_incomplete" INTEGER NOT NULL DEFAULT 0,
    "facts_changed" INTEGER NOT NULL DEFAULT 0,
    "findings_opened" INTEGER NOT NULL DEFAULT 0,
    "findings_resolved" INTEGER NOT NULL DEFAULT 0,
    "error" TEXT,

    CONSTRAINT "run_task_pkey" PRIMARY KEY ("run_id","target")
);

-- CreateIndex
CREATE INDEX "finding_severity_idx" ON "finding"("severity", "opened_at", "uid");

-- CreateIndex
CREATE INDEX "finding_opened_idx" ON "finding"("opened_at", "uid");

-- CreateIndex
CREATE INDEX "finding_account_idx" ON "finding"("account_id", "severity", "opened_at", "uid");

-- CreateIndex
CREATE INDEX "finding_control_idx" ON "finding"("control_id", "severity", "opened_at", "uid", "region");

-- CreateIndex
CREATE INDEX "tally_control_idx" ON "tally"("control_id", "failed");

-- CreateIndex
CREATE INDEX "metric_point_rank_idx" ON "metric_point"("metric", "scope_kind", "day", "value");

-- CreateIndex
CREATE INDEX "run_requested_at_idx" ON "run"("requested_at" DESC);

-- AddForeignKey
ALTER TABLE "run_task" ADD CONSTRAINT "run_task_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "run"("id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- An interval that is still in force ends at infinity; those rows have a partition of their own, so that the
-- present is one small table and index however long the history is.
CREATE TABLE "fact_current" PARTITION OF "fact" FOR VALUES FROM ('infinity') TO (MAXVALUE);
CREATE TABLE "finding_current" PARTITION OF "finding" FOR VALUES FROM ('infinity') TO (MAXVALUE);
CREATE TABLE "tally_current" PARTITION OF "tally" FOR VALUES FROM ('infinity') TO (MAXVALUE);
-- Every run moves confirmed_at in place: room on the page keeps those updates out of the index.
CREATE TABLE "coverage_current" PARTITION OF "coverage" FOR VALUES FROM ('infinity') TO (MAXVALUE) WITH (fillfactor = 60);

ALTER TABLE "fact" ADD CONSTRAINT "fact_interval" CHECK ("valid_from" < "valid_to");
ALTER TABLE "coverage" ADD CONSTRAINT "coverage_interval" CHECK ("valid_from" < "valid_to" AND "valid_from" <= "confirmed_at");
ALTER TABLE "finding" ADD CONSTRAINT "finding_interval" CHECK ("valid_from" < "valid_to" AND "opened_at" <= "valid_from");
ALTER TABLE "tally" ADD CONSTRAINT "tally_interval" CHECK ("valid_from" < "valid_to");
ALTER TABLE "account" ADD CONSTRAINT "account_interval" CHECK ("valid_from" < "valid_to");
ALTER TABLE "organizational_unit" ADD CONSTRAINT "organizational_unit_interval" CHECK ("valid_from" < "valid_to");
ALTER TABLE "organization" ADD CONSTRAINT "organization_interval" CHECK ("valid_from" < "valid_to");

-- Only one run at a time: two would judge each other's half-written accounts.
CREATE UNIQUE INDEX "run_active_key" ON "run" ((true)) WHERE "state" IN ('queued', 'running');

-- Makes the monthly partitions that rows closed at this instant fall into.
CREATE FUNCTION "ensure_month"("closing" timestamptz) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  month_start timestamptz := date_trunc('month', closing AT TIME ZONE 'UTC') AT TIME ZONE 'UTC';
  month_end timestamptz := (date_trunc('month', closing AT TIME ZONE 'UTC') + interval '1 month') AT TIME ZONE 'UTC';
  parent text;
  child text;
BEGIN
  FOREACH parent IN ARRAY ARRAY['fact', 'coverage', 'finding', 'tally'] LOOP
    child := parent || '_' || to_char(closing AT TIME ZONE 'UTC', 'YYYYMM');
    IF to_regclass(quote_ident(child)) IS NULL THEN
      PERFORM pg_advisory_xact_lock(hashtext('postern.ensure_month'));
      EXECUTE format('CREATE TABLE IF NOT EXISTS %I PARTITION OF %I FOR VALUES FROM (%L) TO (%L)',
        child, parent, month_start, month_end);
    END IF;
  END LOOP;
END $$;
