"""Predictions from a file: one table a model, checked, with a sentence for whatever is wrong.

A table has a column `true` and one column a class, as
`pd.DataFrame(model.predict_proba(X), columns=model.classes_).assign(true=np.asarray(y))` has it,
written as CSV or Parquet; `roles` understands others. For a soft truth it has a
column `true:<class>` for every class instead.
"""
