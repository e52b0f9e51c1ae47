-- Open findings are listed without those an exception holds: told apart inside the index, a control whose
-- findings are all held costs no visit to its rows.
DROP INDEX "finding_severity_idx";
DROP INDEX "finding_opened_idx";
DROP INDEX "finding_account_idx";
DROP INDEX "finding_control_idx";
DROP INDEX "finding_source_idx";

CREATE INDEX "finding_severity_idx" ON "finding"("severity", "opened_at", "uid", "exception_id");
CREATE INDEX "finding_opened_idx" ON "finding"("opened_at", "uid", "exception_id");
CREATE INDEX "finding_account_idx" ON "finding"("account_id", "severity", "opened_at", "uid", "exception_id");
CREATE INDEX "finding_control_idx" ON "finding"("control_id", "severity", "opened_at", "uid", "region", "exception_id");
CREATE INDEX "finding_source_idx" ON "finding"("source", "severity", "opened_at", "uid", "exception_id");

-- Those that are held, in the order of the list; few, beside the open ones.
CREATE INDEX "finding_excepted_idx" ON "finding"("severity", "opened_at", "uid") WHERE "exception_id" IS NOT NULL;

-- The list of exceptions, those that end first on top.
CREATE INDEX "exception_ends_at_id_idx" ON "exception"("ends_at", "id");
