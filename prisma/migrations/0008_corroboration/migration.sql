-- What another detector says of its own controls, beside what ours say of the same resources.
CREATE TYPE "verdict" AS ENUM ('pass', 'fail');

ALTER TABLE "finding" ADD COLUMN     "detector_control" TEXT;

CREATE TABLE "detector_pass" (
    "uid" UUID NOT NULL,
    "source" "finding_source" NOT NULL,
    "account_id" VARCHAR(12) NOT NULL,
    "region" TEXT NOT NULL,
    "detector_control" TEXT NOT NULL,
    "resource_id" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "valid_from" TIMESTAMPTZ(3) NOT NULL,
    "valid_to" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "detector_pass_pkey" PRIMARY KEY ("uid","valid_to")
);

CREATE TABLE "disagreement" (
    "uid" UUID NOT NULL,
    "account_id" VARCHAR(12) NOT NULL,
    "region" TEXT NOT NULL,
    "control_id" TEXT NOT NULL,
    "resource_id" TEXT NOT NULL,
    "resource_type" TEXT NOT NULL,
    "verdict" "verdict" NOT NULL,
    "evidence" JSONB NOT NULL,
    "detector_control" TEXT NOT NULL,
    "detector_region" TEXT NOT NULL,
    "detector_key" TEXT NOT NULL,
    "detector_title" TEXT NOT NULL,
    "detector_evidence" JSONB NOT NULL,
    "finding_uid" UUID NOT NULL,
    "hash" BYTEA NOT NULL,
    "opened_at" TIMESTAMPTZ(3) NOT NULL,
    "valid_from" TIMESTAMPTZ(3) NOT NULL,
    "valid_to" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "disagreement_pkey" PRIMARY KEY ("uid","valid_to")
);

CREATE INDEX "detector_pass_resource_idx" ON "detector_pass"("account_id", "resource_id", "detector_control");

CREATE INDEX "disagreement_account_idx" ON "disagreement"("account_id", "valid_to");

CREATE INDEX "disagreement_control_idx" ON "disagreement"("control_id", "opened_at", "uid");

CREATE INDEX "disagreement_opened_idx" ON "disagreement"("opened_at", "uid");

CREATE INDEX "disagreement_finding_idx" ON "disagreement"("finding_uid");

-- Findings are joined with ours by resource; most are of no control of the detector.
CREATE INDEX "finding_detector_idx" ON "finding"("account_id", "resource_id", "detector_control")
  WHERE "detector_control" IS NOT NULL;

-- Findings that are known already said so in their evidence.
UPDATE "finding" SET "detector_control" = "evidence" #>> '{fragments,0,value,securityControlId}'
WHERE "source" = 'security-hub' AND "evidence" #>> '{fragments,0,value,securityControlId}' IS NOT NULL;
