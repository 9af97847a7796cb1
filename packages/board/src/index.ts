export { decodeBase64Url, encodeBase64Url } from './base64.ts'
export { elementId, elementIdBytes, isElementId } from './id.ts'
export type { ElementId } from './id.ts'
export { gridForZoom, Ink, maxGrid, minGrid } from './ink.ts'
export type { InkPoint } from './ink.ts'
export { isInkSample, leastPointBytes } from './packed-ink.ts'
export {
  erasedBy,
  erasedRanges,
  erasedUnit,
  hasRoomFor,
  isErased,
  keptRuns,
  maxErasedNumbers,
  mergedRanges,
  nothingErased,
} from './erased.ts'
export type { Erased } from './erased.ts'
export { defaultSettings } from './element.ts'
export type {
  Align,
  BoardSettings,
  Brush,
  Color,
  Dash,
  Element,
  ElementChanges,
  ElementOf,
  ElementType,
  FillStyle,
  Font,
  FrameElement,
  ImageElement,
  LineElement,
  LineHead,
  NoteElement,
  PageElement,
  Properties,
  PropertyName,
  PropertyValue,
  Route,
  ShapeElement,
  StrokeElement,
  TextElement,
  VerticalAlign,
} from './element.ts'
export { distanceToElement, elementBounds, elementBox, elementType, elementTypes } from './element-types.ts'
export { cutBox } from './cut.ts'
export { frameNameHeight } from './elements/frame.ts'
export { outlinePath } from './elements/shape.ts'
export { aboutLabelBox, heightForLabel, labelBox, lineLabelBox, lineMiddle } from './label-box.ts'
export { aboutWidth, lineHeight } from './text-size.ts'
export { movablePiece } from './elbow-route.ts'
export { headLength, linePath, linePolyline } from './line-path.ts'
export { bindingAt, bindingPoint, canBind, elementOutline, placed } from './placed.ts'
export { inkAt } from './elements/stroke.ts'
export {
  defaults,
  maxGroups,
  maxLinkLength,
  maxTextLength,
  palette,
  propertyKinds,
  settingKinds,
} from './property.ts'
export type { PropertyEncoding, PropertyKind } from './property.ts'
export { comparePaintOrder, indexBetween, isIndex } from './order.ts'
export {
  ellipse,
  frame,
  hasProperty,
  image,
  inkFrom,
  line,
  note,
  page,
  rectangle,
  shape,
  stroke,
  text,
} from './make.ts'
export type { Made } from './make.ts'
export {
  changeSettings,
  createElement,
  deleteElement,
  eraseStroke,
  extendStroke,
  target,
  updateElement,
} from './operation.ts'
export type {
  CreateOperation,
  DeleteOperation,
  Entry,
  EraseOperation,
  ExtendOperation,
  Operation,
  SettingsOperation,
  UpdateOperation,
} from './operation.ts'
export { applyToElement, applyToSettings } from './apply.ts'
export { invert } from './invert.ts'
export { pageOf } from './page-of.ts'
export { paintedBounds } from './painted-bounds.ts'
export { Board } from './board.ts'
export type { BoardView, Change } from './board.ts'
export { boardHash } from './hash.ts'
export { replay } from './replay.ts'
export { badOperation, maxInkPoints } from './check.ts'
export { sweptRanges } from './swept.ts'
