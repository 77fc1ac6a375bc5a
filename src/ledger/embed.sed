# Each line of an SQL file becomes a C string.
s/[\\"]/\\&/g
s/.*/"&\\n"/
