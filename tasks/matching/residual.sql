-- Records whose ID number is missing or nobody's in the register. Grain: one row a record.
CREATE TABLE residual AS
SELECT r.* FROM record AS r ANTI JOIN registered_person AS p USING (id_number)
