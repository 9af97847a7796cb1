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
export { addEllipse, PathBuilder, trace } from './path.ts'
export type { Path, PathSink } from './path.ts'
export { cutOut } from './cut-path.ts'
export { flatten } from './flatten.ts'
export { quadraticAt, quadraticPart } from './quadratic.ts'
export type { Quadratic } from './quadratic.ts'
export { shapeNames, shapePath } from './shape-path.ts'
export type { ShapeName, ShapeSize } from './shape-path.ts'
export { distanceToPolyline, nearestOnPolyline, polygonContains, polygonEntry } from './polygon.ts'
export { boxCenter, boxCorners, rotate, rotatedBounds } from './rotation.ts'
export { segmentInCapsule } from './capsule.ts'
export type { Interval } from './capsule.ts'
export { recognizeSketch } from './sketch.ts'
export type { Sketch } from './sketch.ts'
export type { SketchShape } from './sketch-shapes.ts'
