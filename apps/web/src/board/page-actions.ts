import { table } from '@drawbridge/editor'
import { language } from '../i18n/i18n.ts'
import { languages } from '../i18n/languages.ts'
import { clipboardActions } from './clipboard-actions.ts'
import type { Desk } from './desk.ts'

const always = () => true

const boardActions = table([
  {
    name: 'actions.palette',
    group: 'board',
    keys: ['ctrl+k', 'ctrl+/'],
    edits: false,
    available: always,
    run: (desk: Desk) => desk.show('palette'),
  },
  {
    name: 'actions.shortcuts',
    group: 'board',
    keys: ['?'],
    edits: false,
    available: always,
    run: (desk) => desk.show('shortcuts'),
  },
  {
    name: 'actions.menu',
    group: 'board',
    keys: ['f10'],
    edits: false,
    available: always,
    run: (desk) => desk.show('menu'),
  },
  {
    name: 'actions.contextMenu',
    group: 'board',
    keys: ['shift+f10', 'contextmenu'],
    edits: false,
    available: always,
    run: (desk) => desk.showContextMenu(),
  },
  {
    name: 'board.share.title',
    group: 'people',
    keys: [],
    edits: false,
    available: always,
    run: (desk) => desk.show('share'),
  },
  {
    name: 'actions.people',
    group: 'people',
    keys: [],
    edits: false,
    available: always,
    run: (desk) => desk.show('people'),
  },
  {
    name: 'arrange.find',
    group: 'view',
    keys: ['ctrl+f'],
    edits: false,
    available: always,
    run: (desk) => desk.show('find'),
  },
  {
    name: 'arrange.editLink',
    group: 'edit',
    keys: ['ctrl+shift+k'],
    edits: true,
    available: ({ view }) => view.editor.changeable.length > 0,
    run: (desk) => desk.show('link'),
  },
  {
    name: 'board.home',
    group: 'board',
    keys: [],
    edits: false,
    available: always,
    run: (desk) => desk.go('/'),
  },
])

const pictureActions = table([
  {
    name: 'images.describe',
    group: 'edit',
    keys: [],
    edits: true,
    available({ view }: Desk) {
      const [only, other] = view.editor.selected
      return only?.type === 'image' && !only.locked && !other
    },
    run: (desk: Desk) => desk.show('describe'),
  },
])

const hasElements = ({ view }: Desk) => view.editor.board.elements.length > 0

const exportActions = table([
  {
    name: 'actions.exportSvg',
    group: 'files',
    keys: [],
    edits: false,
    available: hasElements,
    run: (desk: Desk) => desk.download('svg'),
  },
  {
    name: 'actions.exportPng',
    group: 'files',
    keys: ['ctrl+shift+e'],
    edits: false,
    available: hasElements,
    run: (desk) => desk.download('png'),
  },
  {
    name: 'actions.exportPdf',
    group: 'files',
    keys: [],
    edits: false,
    available: hasElements,
    run: (desk) => desk.download('pdf'),
  },
])

const themes = [
  { name: 'actions.themeLight', theme: 'light' },
  { name: 'actions.themeDark', theme: 'dark' },
  { name: 'actions.themeSystem', theme: 'system' },
] as const

const themeActions = table(
  themes.map(({ name, theme }) => ({
    name,
    group: 'view' as const,
    keys: [],
    edits: false,
    available: always,
    checked: (desk: Desk) => desk.theme.choice === theme,
    run: (desk: Desk) => desk.theme.choose(theme),
  })),
)

const languageActions = table(
  languages.map((name) => ({
    name: `board.languages.${name}` as const,
    group: 'view' as const,
    keys: [],
    edits: false,
    available: always,
    checked: () => language.current === name,
    // Without network a language whose files are not here stays away.
    run: () => void language.choose(name).catch(() => undefined),
  })),
)

const placeActions = table([
  {
    name: 'navigation.copyLinkToView',
    group: 'view',
    keys: [],
    edits: false,
    available: always,
    run: (desk: Desk) => desk.copyLink('view'),
  },
  {
    name: 'navigation.copyLinkToSelection',
    group: 'view',
    keys: [],
    edits: false,
    available: ({ view }) => view.editor.selection.size > 0,
    run: (desk) => desk.copyLink('selection'),
  },
  {
    name: 'navigation.map',
    group: 'view',
    keys: ['m'],
    edits: false,
    available: always,
    checked: ({ view }) => view.panels.map,
    run: ({ view }) => (view.panels.map = !view.panels.map),
  },
])

const togetherActions = table([
  {
    name: 'presence.present',
    group: 'people',
    keys: [],
    edits: false,
    available: always,
    checked: ({ view }: Desk) => view.following.isPresenting,
    run: ({ view }) => {
      if (view.following.isPresenting) view.following.stopPresenting()
      else view.following.present()
    },
  },
  {
    name: 'a11y.openElements',
    group: 'view',
    keys: ['f6'],
    edits: false,
    available: always,
    run: (desk) => desk.walkElements(),
  },
  {
    name: 'a11y.announceOthers',
    group: 'people',
    keys: [],
    edits: false,
    available: always,
    checked: ({ view }) => view.announcer.isOn,
    run: ({ view }) => view.announcer.toggle(),
  },
])

/** What can be done with the page; what can be done with the board is the editor's table. */
export const pageActions = [
  ...boardActions,
  ...clipboardActions,
  ...exportActions,
  ...themeActions,
  ...languageActions,
  ...placeActions,
  ...togetherActions,
  ...pictureActions,
]

export type PageActionName = (typeof pageActions)[number]['name']
