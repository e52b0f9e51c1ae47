import { PageSkeleton } from "#components/shell/page-skeleton.tsx";

export default function Loading() {
  return <PageSkeleton tiles={6} lines={8} />;
}
