"""The only module that knows crispy forms. Form classes ask for a helper by what it shows.

Texts of a question set never go through crispy's own `Fieldset` or `HTML`: those compile what
they are given as a Django template. Here such texts are values in a context, escaped like any.
"""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Field, Layout


def fields_only(*fields: str | Field) -> FormHelper:
    """The fields without a form tag: the page writes that, its token and its buttons."""
    helper = FormHelper()
    helper.form_tag = False
    helper.disable_csrf = True
    helper.include_media = False
    if fields:
        helper.layout = Layout(*fields)
    return helper
