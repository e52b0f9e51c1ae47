-- How something was seen: asked of the account itself, of an administrator of the Organization, or not asked
-- because AWS Config vouches that there is none.
CREATE TYPE "coverage_via" AS ENUM ('account', 'administrator', 'config');
ALTER TABLE "coverage" ADD COLUMN "via" "coverage_via" NOT NULL DEFAULT 'account';

-- How far another detector's findings have been read: committed together with the findings themselves.
CREATE TABLE "finding_cursor" (
    "source" "finding_source" NOT NULL,
    "scope" TEXT NOT NULL,
    "position" TIMESTAMPTZ(3),
    "reconciled_at" TIMESTAMPTZ(3),

    CONSTRAINT "finding_cursor_pkey" PRIMARY KEY ("source","scope")
);

-- A target is an account's id or the name of a share of the work, which may be longer.
ALTER TABLE "run_task" ALTER COLUMN "target" SET DATA TYPE TEXT;
