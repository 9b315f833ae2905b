" Sheets of Factline: reports and facts as plain text (docs/sheets.md).
if exists('b:current_syntax')
  finish
endif

" The first line of a block: a field, or in short an indicator with its value.
syntax match factlineIndicator /\%(^\%1l\|^\s*\n\)\@<=[^#[:space:]:][^:]*\ze:/
" A line within a block that begins with no field.
syntax match factlineUnknown /\%(^.*\S.*\n\)\@<=[^#[:space:]:][^:]*\ze:/
syntax match factlineNoField /^[^#[:space:]:][^:]*$/
syntax match factlineField /^\c\%(report\|link\|title\|publisher\|published\|text\|key\|lang\|republishes\|byline\|archive-url\|confidentiality\|indicator\|place\|value\|fact\|when\|date-order\|point\|quote\|quote-unchecked\|by\|verb\|via\|status\|stance\|scope\|thread\|origin\|comment\|low\|best\|high\|unit\|out-of\|per\|time-of-day\)\ze\s*:/
syntax match factlineBar /^\s\+|/
syntax match factlineLink /https\=:\/\/\S\+/
syntax match factlineDate /\<\d\{4}-\d\d\%(-\d\d\)\=\>/
syntax match factlineId /^\cfact\s*:\s*\zs\x\+\s*$/
syntax match factlineComment /^#.*/

highlight default link factlineField Keyword
highlight default link factlineIndicator Identifier
highlight default link factlineUnknown Error
highlight default link factlineNoField Error
highlight default link factlineBar Delimiter
highlight default link factlineLink Underlined
highlight default link factlineDate Number
highlight default link factlineId Constant
highlight default link factlineComment Comment

let b:current_syntax = 'factline'
