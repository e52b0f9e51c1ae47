# A queue that brings findings to Postern within a minute. Run in the account that administers GuardDuty and
# Security Hub, in Security Hub's aggregation Region.

locals {
  detail_types = {
    guardduty   = "GuardDuty Finding"
    securityhub = "Security Hub Findings - Imported"
  }
  queues = {
    queue        = aws_sqs_queue.threats
    dead_letters = aws_sqs_queue.dead_letters
  }
}

resource "aws_sqs_queue" "dead_letters" {
  name                      = "${var.queue_name}-dead-letters"
  sqs_managed_sse_enabled   = true
  message_retention_seconds = 1209600
  tags                      = var.tags
}

resource "aws_sqs_queue" "threats" {
  name                       = var.queue_name
  sqs_managed_sse_enabled    = true
  message_retention_seconds  = 1209600
  visibility_timeout_seconds = 120
  tags                       = var.tags

  redrive_policy = jsonencode({
    deadLetterTargetArn = aws_sqs_queue.dead_letters.arn
    maxReceiveCount     = 5
  })
}

resource "aws_cloudwatch_event_rule" "findings" {
  for_each = var.sources

  name        = "${var.queue_name}-${each.key}"
  description = "Hands findings to Postern as they come."
  tags        = var.tags

  event_pattern = jsonencode({
    source      = ["aws.${each.key}"]
    detail-type = [local.detail_types[each.key]]
  })
}

resource "aws_cloudwatch_event_target" "queue" {
  for_each = aws_cloudwatch_event_rule.findings

  rule      = each.value.name
  target_id = "queue"
  arn       = aws_sqs_queue.threats.arn

  dead_letter_config {
    arn = aws_sqs_queue.dead_letters.arn
  }
}

data "aws_iam_policy_document" "queue" {
  for_each = local.queues

  statement {
    sid       = "OnlyTheseRules"
    actions   = ["sqs:SendMessage"]
    resources = [each.value.arn]

    principals {
      type        = "Service"
      identifiers = ["events.amazonaws.com"]
    }

    condition {
      test     = "ArnEquals"
      variable = "aws:SourceArn"
      values   = [for rule in aws_cloudwatch_event_rule.findings : rule.arn]
    }
  }

  dynamic "statement" {
    for_each = each.key == "queue" ? [1] : []

    content {
      sid       = "CollectorDrains"
      actions   = ["sqs:DeleteMessage", "sqs:ReceiveMessage"]
      resources = [each.value.arn]

      principals {
        type        = "AWS"
        identifiers = [var.collector_role_arn]
      }
    }
  }

  statement {
    sid       = "TlsOnly"
    effect    = "Deny"
    actions   = ["sqs:*"]
    resources = [each.value.arn]

    principals {
      type        = "*"
      identifiers = ["*"]
    }

    condition {
      test     = "Bool"
      variable = "aws:SecureTransport"
      values   = ["false"]
    }
  }
}

resource "aws_sqs_queue_policy" "this" {
  for_each = local.queues

  queue_url = each.value.id
  policy    = data.aws_iam_policy_document.queue[each.key].json
}
