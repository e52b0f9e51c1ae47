-- How a run was read: who answered for whom, and what Config vouched for, without reading all coverage.
CREATE INDEX "coverage_via_idx" ON "coverage"("via", "kind");
