El puerto
La mar estaba en calma.
Hacía frío y no vino nadie.
Lo que hay que llevar
Un abrigo.
Llueve.
if cold:
stay()
Marea
18:30
