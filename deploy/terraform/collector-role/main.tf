# The role that the Postern worker runs as: it sees the Organization and enters its accounts.

data "aws_caller_identity" "current" {}
data "aws_partition" "current" {}

locals {
  principals = {
    EC2  = { type = "Service", identifier = "ec2.${data.aws_partition.current.dns_suffix}" }
    ECS  = { type = "Service", identifier = "ecs-tasks.amazonaws.com" }
    EKS  = { type = "Service", identifier = "pods.eks.amazonaws.com" }
    Role = { type = "AWS", identifier = var.trusted_role_arn }
  }
  conditions = {
    EC2 = {}
    ECS = { "aws:SourceAccount" = data.aws_caller_identity.current.account_id }
    EKS = {
      "aws:RequestTag/kubernetes-namespace"       = var.kubernetes_namespace
      "aws:RequestTag/kubernetes-service-account" = var.kubernetes_service_account
    }
    Role = {}
  }
}

data "aws_iam_policy_document" "trust" {
  statement {
    actions = var.runtime == "EKS" ? ["sts:AssumeRole", "sts:TagSession"] : ["sts:AssumeRole"]

    principals {
      type        = local.principals[var.runtime].type
      identifiers = [local.principals[var.runtime].identifier]
    }

    dynamic "condition" {
      for_each = local.conditions[var.runtime]

      content {
        test     = "StringEquals"
        variable = condition.key
        values   = [condition.value]
      }
    }
  }
}

resource "aws_iam_role" "this" {
  name               = var.collector_role_name
  description        = "The role that the Postern worker runs as."
  assume_role_policy = data.aws_iam_policy_document.trust.json
  tags               = var.tags

  lifecycle {
    precondition {
      condition     = var.runtime != "Role" || var.trusted_role_arn != null
      error_message = "runtime Role needs trusted_role_arn."
    }
  }
}

resource "aws_iam_policy" "collector" {
  name = var.collector_role_name
  tags = var.tags
  policy = templatefile("${path.module}/../policies/collector.json", {
    partition = data.aws_partition.current.partition
    role_name = var.role_name
  })
}

resource "aws_iam_role_policy_attachment" "collector" {
  role       = aws_iam_role.this.name
  policy_arn = aws_iam_policy.collector.arn
}

data "aws_iam_policy_document" "drain" {
  count = var.threat_queue_arn == null ? 0 : 1

  statement {
    sid       = "DrainThreats"
    actions   = ["sqs:DeleteMessage", "sqs:ReceiveMessage"]
    resources = [var.threat_queue_arn]
  }
}

resource "aws_iam_role_policy" "drain" {
  count = var.threat_queue_arn == null ? 0 : 1

  name   = "DrainThreats"
  role   = aws_iam_role.this.name
  policy = data.aws_iam_policy_document.drain[0].json
}

resource "aws_iam_instance_profile" "this" {
  count = var.runtime == "EC2" ? 1 : 0

  name = var.collector_role_name
  role = aws_iam_role.this.name
  tags = var.tags
}
