// eslint-disable-next-line @typescript-eslint/triple-slash-reference -- whoever compiles this file needs these types
/// <reference path="./pdfkit.d.ts" />

export { default as PDFDocument } from 'pdfkit'
export type { OpenedImage } from 'pdfkit'
export { create as openFont } from 'fontkit'
export type { Font as FontFile } from 'fontkit'
