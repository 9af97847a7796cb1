export { boardPoint, distance, screenPoint } from './point.ts'
export type { BoardPoint, ScreenPoint, Vector } from './point.ts'
export {
  boxBetween,
  boxContainsBox,
  boxContainsPoint,
  boxExpand,
  boxUnion,
  boxesOverlap,
  emptyBox,
  isEmptyBox,
} from './box.ts'
export type { Box } from './box.ts'
export { distanceBetweenSegments, distanceToSegment } from './segment.ts'
export { distanceToEllipse } from './ellipse.ts'
