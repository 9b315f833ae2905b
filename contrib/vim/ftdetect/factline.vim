" Sheets of Factline.
autocmd BufRead,BufNewFile *.sheet setfiletype factline
