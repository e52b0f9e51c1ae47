# The read-only role that Postern assumes in this account. The policies are generated from the operations that the
# collectors declare: node deploy/generate.ts

data "aws_partition" "current" {}

locals {
  directory = "${path.module}/../policies"
  variant   = var.use_security_audit ? "managed" : "member"
  policies = {
    for name in fileset(local.directory, "${local.variant}-*.json") :
    trimsuffix(name, ".json") => jsondecode(templatefile("${local.directory}/${name}", {
      partition = data.aws_partition.current.partition
    }))
  }
}

data "aws_iam_policy_document" "trust" {
  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "AWS"
      identifiers = [var.collector_role_arn]
    }

    condition {
      test     = "StringEquals"
      variable = "sts:ExternalId"
      values   = [var.external_id]
    }

    condition {
      test     = "StringEquals"
      variable = "aws:PrincipalOrgID"
      values   = [var.organization_id]
    }
  }
}

resource "aws_iam_role" "this" {
  name                 = var.role_name
  description          = "Lets Postern read configuration, never data."
  max_session_duration = 3600
  assume_role_policy   = data.aws_iam_policy_document.trust.json
  tags                 = var.tags
}

resource "aws_iam_policy" "read" {
  for_each = local.policies

  name   = "${var.role_name}-${each.key}"
  policy = jsonencode(each.value)
  tags   = var.tags
}

resource "aws_iam_role_policy_attachment" "read" {
  for_each = aws_iam_policy.read

  role       = aws_iam_role.this.name
  policy_arn = each.value.arn
}

resource "aws_iam_role_policy_attachment" "security_audit" {
  count = var.use_security_audit ? 1 : 0

  role       = aws_iam_role.this.name
  policy_arn = "arn:${data.aws_partition.current.partition}:iam::aws:policy/SecurityAudit"
}
