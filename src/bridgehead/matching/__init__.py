"""Who is who and where is who: names compared, likely duplicates found, missing markets inferred.

Nothing here decides: candidates are for people to judge, placements are marked inferred. Only an identifier that two
actors share exactly joins them unasked, and that as a judgement that can be taken back.
"""
