"""What residents talk about and who answers them: hot and rising topics, where they come from, one topic by itself."""

import streamlit as st

from components.reading import read
from components.scope import current, town
from components.topics import answers, choices, curve, figures, one, origins, posts, ranking, vocabulary
from data_access import cases, concerns, follow_up, registration, rows, topics, works
from data_access.settings import settings
from data_access.topics import kinds

scope, configured, rights = current(), settings(), current().rights
on, days, assigned = scope.on, choices.days(scope), configured.topics_of(town().demonstration)
reader, committees = (configured, rights, assigned), read(registration.committees())
choice = choices.of(scope, committees, read(concerns.boards(on)))
heat = read(topics.heat(on, configured, choice.committee))
row, came = rows.one(heat, scope.parameter("topic"), "topic"), read(topics.by_committee(on, configured))
if row is None:
    with st.container(key="topics"):
        answered = read(concerns.town(on, days, choice.committee))
        figures.sentence(heat, answered, choice, scope)
        one.unknown(scope)
        vocabulary.stale(topics.are_current(town(), configured))
        figures.draw(heat, answered, scope)
        choices.draw(choice, scope)
        with st.container(key="talk"):
            ranking.draw(heat, read(topics.sparks(on, configured, choice.committee)), choice, scope)
            groups = [concerns.by_committee(on, days), concerns.by_department(on, assigned, days)]
            answers.draw([read(group) for group in (*groups, concerns.by_board(on, days))], scope)
        origins.draw(came, ranking.arranged(heat), committees, scope)
        posts.draw(concerns.listed(on, *reader, **choice.values, days=days), choice, days, scope)
        vocabulary.draw(read(topics.suggestions(on, configured)))
else:
    with st.container(key="topic"):
        kept = concerns.listed(on, *reader, **choice.values, topic=row.topic)
        replies = read(kept.public().replies())
        one.head(row, read(concerns.of_topic(row.topic, on, days, choice.committee)), choice, scope)
        choices.draw(choice, scope)
        curve.draw(read(topics.curve(row.topic, on, configured, choice.committee)), replies)
        one.to_be_done(follow_up.of("topic", row.topic, on, town(), configured, rights), scope)
        of_kinds = read(kinds.works(works.standing(on), row.topic, choice.committee))
        few = read(cases.about(row.topic, on, configured, rights, one.CASES, choice.committee))
        brought = read(cases.listed(on, configured, rights, among=few))
        one.around(rows.of(came, row.topic, "topic"), replies, of_kinds, brought, scope)
        posts.draw(kept, choice, 90, scope)
