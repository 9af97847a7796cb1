export { decodeBase64Url, encodeBase64Url } from './base64.ts'
export { elementId, elementIdBytes, isElementId } from './id.ts'
export type { ElementId } from './id.ts'
export { gridForZoom, Ink, maxGrid, minGrid } from './ink.ts'
export type { InkPoint } from './ink.ts'
export { erasedUnit, keptRuns, nothingErased } from './erased.ts'
export type { Erased } from './erased.ts'
export { defaultSettings } from './element.ts'
export type {
  BoardSettings,
  Color,
  Element,
  ElementChanges,
  ElementType,
  EllipseElement,
  LineElement,
  PropertyName,
  PropertyValue,
  RectangleElement,
  StrokeElement,
  TextElement,
} from './element.ts'
export { distanceToElement, elementBounds, elementType, elementTypes } from './element-types.ts'
export { inkAt } from './elements/stroke.ts'
export { maxTextLength, palette, propertyKinds, settingKinds } from './property.ts'
export type { PropertyEncoding, PropertyKind } from './property.ts'
export { comparePaintOrder, indexBetween, isIndex } from './order.ts'
export { ellipse, inkFrom, line, rectangle, stroke, text } from './make.ts'
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
export { Board } from './board.ts'
export type { BoardView, Change } from './board.ts'
export { boardHash } from './hash.ts'
export { replay } from './replay.ts'
export { badOperation, maxErasedNumbers, maxInkPoints } from './check.ts'
