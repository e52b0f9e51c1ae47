output "queue_arn" {
  description = "threat_queue_arn of the collector-role module."
  value       = aws_sqs_queue.threats.arn
}

output "queue_url" {
  description = "The value of POSTERN_THREAT_QUEUE_URL."
  value       = aws_sqs_queue.threats.url
}
