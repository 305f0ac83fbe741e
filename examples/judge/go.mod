module judge

go 1.24

require lectern v0.0.0

replace lectern => ../../clients/go
