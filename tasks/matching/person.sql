-- Members of the candidate households. Grain: one row a person.
CREATE TABLE person AS
SELECT p.* FROM registered_person AS p SEMI JOIN candidate USING (household_id)
