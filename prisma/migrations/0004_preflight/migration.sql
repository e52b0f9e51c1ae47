-- A preflight: one check of what the worker is allowed to read, asked for and shown like a run.
CREATE TYPE "preflight_state" AS ENUM ('queued', 'running', 'complete', 'failed');

CREATE TABLE "preflight" (
    "id" BIGSERIAL NOT NULL,
    "state" "preflight_state" NOT NULL DEFAULT 'queued',
    "requested_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "requested_by" TEXT NOT NULL,
    "started_at" TIMESTAMPTZ(3),
    "finished_at" TIMESTAMPTZ(3),
    "step" TEXT,
    "done" INTEGER NOT NULL DEFAULT 0,
    "total" INTEGER NOT NULL DEFAULT 0,
    "result" JSONB,
    "error" TEXT,

    CONSTRAINT "preflight_pkey" PRIMARY KEY ("id")
);

CREATE INDEX "preflight_requested_at_idx" ON "preflight"("requested_at" DESC);

-- One at a time, whoever asks.
CREATE UNIQUE INDEX "preflight_one_active" ON "preflight"((true)) WHERE "state" IN ('queued', 'running');
