/*SITE*/{}
