-- What people decide: accepted problems, word given for what no API tells, and the versions of controls.
CREATE TYPE "exception_scope" AS ENUM ('organization', 'organizational-unit', 'account', 'resource', 'tag');

CREATE TYPE "run_purpose" AS ENUM ('collect', 'judge');

ALTER TYPE "run_trigger" ADD VALUE 'record';

ALTER TABLE "finding" ADD COLUMN     "exception_id" UUID;

ALTER TABLE "run" ADD COLUMN     "purpose" "run_purpose" NOT NULL DEFAULT 'collect';

CREATE TABLE "exception" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "control_id" TEXT NOT NULL,
    "scope" "exception_scope" NOT NULL,
    "target" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "owner" TEXT NOT NULL,
    "requester" TEXT NOT NULL,
    "approver" TEXT NOT NULL,
    "starts_at" TIMESTAMPTZ(3) NOT NULL,
    "ends_at" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "recorded_by" TEXT NOT NULL,
    "closed_at" TIMESTAMPTZ(3),
    "closed_by" TEXT,

    CONSTRAINT "exception_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "attestation" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "control_id" TEXT NOT NULL,
    "account_id" VARCHAR(12),
    "met" BOOLEAN NOT NULL,
    "attested_by" TEXT NOT NULL,
    "statement" TEXT NOT NULL,
    "evidence_url" TEXT NOT NULL,
    "attested_at" TIMESTAMPTZ(3) NOT NULL,
    "valid_until" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "recorded_by" TEXT NOT NULL,
    "withdrawn_at" TIMESTAMPTZ(3),
    "withdrawn_by" TEXT,

    CONSTRAINT "attestation_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "control_version" (
    "control_id" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "control_version_pkey" PRIMARY KEY ("control_id","version")
);

CREATE INDEX "exception_control_id_ends_at_idx" ON "exception"("control_id", "ends_at");

CREATE INDEX "attestation_control_id_valid_until_idx" ON "attestation"("control_id", "valid_until");

CREATE INDEX "finding_exception_idx" ON "finding"("exception_id") WHERE "exception_id" IS NOT NULL;

-- Owned, approved by another, and over within a year, whoever writes the row.
ALTER TABLE "exception"
  ADD CONSTRAINT "exception_said" CHECK (length(btrim("reason")) > 0 AND length(btrim("owner")) > 0
    AND length(btrim("requester")) > 0 AND length(btrim("approver")) > 0 AND length(btrim("target")) > 0),
  ADD CONSTRAINT "exception_two_people" CHECK (lower(btrim("approver")) <> lower(btrim("requester"))),
  ADD CONSTRAINT "exception_ends" CHECK ("ends_at" > "starts_at" AND "ends_at" <= "starts_at" + interval '365 days'),
  ADD CONSTRAINT "exception_not_backdated" CHECK ("starts_at" >= "created_at");

ALTER TABLE "attestation"
  ADD CONSTRAINT "attestation_said" CHECK (length(btrim("attested_by")) > 0 AND length(btrim("statement")) > 0
    AND length(btrim("evidence_url")) > 0),
  ADD CONSTRAINT "attestation_ends" CHECK ("valid_until" > "attested_at"
    AND "valid_until" <= "attested_at" + interval '365 days'),
  ADD CONSTRAINT "attestation_not_backdated" CHECK ("attested_at" >= "created_at");

-- A record of what was decided is ended, never edited.
CREATE FUNCTION refuse_edit() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF to_jsonb(NEW) - TG_ARGV[0] - TG_ARGV[1] <> to_jsonb(OLD) - TG_ARGV[0] - TG_ARGV[1]
    OR to_jsonb(OLD)->>TG_ARGV[0] IS NOT NULL THEN
    RAISE EXCEPTION '% % is a record: it can be ended once and never edited', TG_TABLE_NAME, OLD.id;
  END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER "exception_is_final" BEFORE UPDATE ON "exception"
  FOR EACH ROW EXECUTE FUNCTION refuse_edit('closed_at', 'closed_by');
CREATE TRIGGER "attestation_is_final" BEFORE UPDATE ON "attestation"
  FOR EACH ROW EXECUTE FUNCTION refuse_edit('withdrawn_at', 'withdrawn_by');
