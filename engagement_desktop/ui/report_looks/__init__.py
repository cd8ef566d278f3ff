"""How the school’s reports look and speak: logo and colour, languages, plain words."""
