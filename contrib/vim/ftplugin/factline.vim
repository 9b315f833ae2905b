" Sheets of Factline: words that go on are indented by two blanks.
if exists('b:did_ftplugin')
  finish
endif
let b:did_ftplugin = 1

setlocal commentstring=#\ %s comments=:# expandtab shiftwidth=2 autoindent
let b:undo_ftplugin = 'setlocal commentstring< comments< expandtab< shiftwidth< autoindent<'
