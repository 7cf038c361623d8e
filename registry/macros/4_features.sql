-- The documented view that criteria are written over (data/features.yaml), from each household's
-- last survey. Grain: one row a surveyed household. Money in the pack's currency per year.
CREATE OR REPLACE TEMP MACRO household_features(campaign, day) AS TABLE
WITH counted AS (
    SELECT s.*, coalesce(s.size, m.members) AS persons
    FROM survey_on(campaign, day) AS s
    LEFT JOIN member_count_on(day) AS m USING (household_id)
    WHERE s.finding = 'surveyed'
),
final AS (
    SELECT
        household_id,
        round,
        persons AS size,
        net_income_per_year,
        round(net_income_per_year / nullif(persons, 0), 2)::DECIMAL(18, 2) AS income_per_person,
        round(consumption_per_year / nullif(persons, 0), 4)::DECIMAL(18, 4) AS consumption_per_person,
        round(medical_out_of_pocket_per_year / nullif(persons, 0), 2)::DECIMAL(18, 2)
            AS medical_out_of_pocket_per_person,
        round((net_income_per_year - medical_out_of_pocket_per_year) / nullif(persons, 0), 2)::DECIMAL(18, 2)
            AS income_after_illness_per_person,
        has_major_illness, dropouts_for_money, dwellings, housing_grade, can_build,
        new_house_year, new_house_cause,
        has_vehicle, has_ship, has_construction_machinery, has_large_farm_machinery,
        has_company, hires_long_term, pays_business_tax,
        public_payroll_members, village_cadre_members, is_ordinary_cadre, has_serious_cause, has_stable_source,
        years_away,
        other_unfit_reason IS NOT NULL AS has_other_unfit,
        has_food, has_safe_water, has_clothing, has_medical_insurance, has_electricity,
        main_cause
    FROM counted
)
SELECT * FROM final;
