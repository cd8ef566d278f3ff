"""The wording of the profile page and its form, to be proof-read together."""

from __future__ import annotations

from engagement_desktop.models.states import PermissionUse

FIRST_NAME = "Legal first name"
LAST_NAME = "Legal last name"
PREFERRED = "Name the pupil goes by"
PRONOUNS = "Pronouns"
BORN = "Date of birth"
UPN = "Unique pupil number (UPN)"
YEAR = "National-curriculum year"
YEAR_HINT = "The actual year, also where the class is out of year."
CLASS = "Class"
STARTED = "Started on"
LEFT = "Left on"
COMMUNICATION = "How the pupil communicates"
COMMUNICATION_HINT = "The first line stands at the top of every page."
INTERESTS = "What interests the pupil most"
SENSES = "Senses"
MOBILITY = "Mobility"
MEDICAL = "Medical notes that matter for engagement"
REGRESSIVE = "Has a condition in which skills may be lost; keeping a skill is an achievement"
PLAN_KIND = "Kind of plan"
PLAN_REVIEW = "Next review of the plan"
OBSERVE = "To be seen"
OBSERVE_HINT = "More often while a pupil is new, or after a change."
OBSERVE_EVERY = (
    (None, "As often as everybody"),
    (7, "Every week"),
    (14, "Every two weeks"),
    (28, "Every four weeks"),
    (42, "Every half-term"),
)
ONE_PAGE = "One page for a new adult"
NEEDS = "Areas of need"
NEED_NOTE = "In words about this pupil"

EMPTY_COMMUNICATION = "Not written yet. One line here helps every adult who meets {name}."
EMPTY_TEXT = "Not written yet."
OF_OWN_STAFF = "Seen by the pupil’s own staff."
PUT_ASIDE = "The changes were put aside. They are kept until you go on with them."
NOT_SAVED = "Some answers need another look before they can be saved."

PERMISSIONS = "Permissions"
PERMISSIONS_SENTENCE = "What pictures, clips and the name may be used for. Each use stands alone."
NOT_GIVEN = "Not given"
WITHDRAWN = "Permission for {use} was withdrawn."

USE_TITLES = {
    PermissionUse.ASSESSMENT: "Assessment",
    PermissionUse.FAMILY: "Sharing with family",
    PermissionUse.INTERNAL_MODERATION: "Internal moderation",
    PermissionUse.EXTERNAL_MODERATION: "Moderation with another school",
    PermissionUse.TRAINING: "Staff training",
    PermissionUse.DISPLAY: "Display and website",
}

PEOPLE = "Family and professionals"
EMPTY_PEOPLE = "Nobody written down yet: parents and carers, therapists, teachers who visit."
FAMILY = "Parents and carers"
PROFESSIONALS = "Professionals"
SIGNS = "What it means"
MOST_ENGAGED = "Most engaged by"
EDIT_AROUND = "Edit people and signs"
AROUND = "People, signs and interests of {name}"
AROUND_SENTENCE = (
    "A short dictionary helps every adult who meets {name}: what {name} does, what it means, "
    "and how to answer."
)
SIGNS_FIELD = "Signs"
SIGN = "Sign"
SIGN_NAMES = ("What the pupil does", "What it means", "How to answer it")
ADD_SIGN = "Add a sign"
INTEREST = "Activity"
INTEREST_NAMES = ("Activity, at school or at home", "What it looks like when it engages the pupil")
ADD_INTEREST = "Add an activity"
RELATIVE = "Parent or carer"
PROFESSIONAL = "Professional"
CONTACT_NAMES = ("Name", "Who they are to the pupil", "How to reach them", "Good to know")
ADD_RELATIVE = "Add a parent or carer"
ADD_PROFESSIONAL = "Add a professional"
