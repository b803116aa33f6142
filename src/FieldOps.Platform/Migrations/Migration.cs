namespace FieldOps.Platform.Migrations;

/// <summary>One forward-only, repeatable step of the database schema, valid for the code before and after it.</summary>
/// <param name="Number">Order over the whole product, unique; the platform has 1 to 99, slices 100 upward.</param>
/// <param name="Name">What it does, for people.</param>
/// <param name="Sql">One or more statements, run in one transaction.</param>
public sealed record Migration(int Number, string Name, string Sql);
