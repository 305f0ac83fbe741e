module lectern

go 1.24
