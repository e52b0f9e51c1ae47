-- People search by a resource's own name, the last part of its ARN, and know how it begins.
CREATE INDEX "finding_name_idx" ON "finding" ((lower(substring("resource_id" from '[^/:]*$'))) text_pattern_ops);

-- When an account was last collected, without reading its runs.
CREATE INDEX "run_task_target_run_id_idx" ON "run_task"("target", "run_id");

-- One detector's findings: their severities differ from the others', so no other index finds them in order.
CREATE INDEX "finding_source_idx" ON "finding"("source", "severity", "opened_at", "uid");
