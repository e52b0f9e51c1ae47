-- People search by a resource's own name, the last part of its ARN, and know how it begins.
CREATE INDEX "finding_name_idx" ON "finding" ((lower(substring("resource_id" from '[^/:]*$'))) text_pattern_ops);

-- When an account was last collected, without reading its runs.
CREATE INDEX "run_task_target_run_id_idx" ON "run_task"("target", "run_id");
