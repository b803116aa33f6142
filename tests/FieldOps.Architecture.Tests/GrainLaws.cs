using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FieldOps.Architecture.Tests;

/// <summary>
/// A grain is a shell (design, section 6; house rule 4). Read from the source alone, so that the laws hold on machines
/// that cannot restore the packages of the cluster edition.
/// </summary>
internal static partial class GrainLaws
{
    public const int MethodLinesMax = 30;

    private static readonly string[] s_interleaving =
        ["Reentrant", "AlwaysInterleave", "MayInterleave", "AllowCallChainReentrancy"];

    /// <summary>Grains that others may derive from; an abstract one, which nothing can activate, stays open.</summary>
    public static IEnumerable<string> Unsealed(IEnumerable<SourceFile> files) =>
        from grain in Grains(files)
        where !Has(grain.Class, SyntaxKind.SealedKeyword) && !Has(grain.Class, SyntaxKind.AbstractKeyword)
        select grain.Where;

    /// <summary>Whatever lets a second call in while the first awaits.</summary>
    public static IEnumerable<string> Interleaving(IEnumerable<SourceFile> files) =>
        from file in files
        from name in Root(file).DescendantNodes().OfType<SimpleNameSyntax>()
        where s_interleaving.Contains(Bare(name.Identifier.Text))
        select Where(file, name);

    /// <summary>Grains without a stored type name: their class name would go into the membership tables.</summary>
    public static IEnumerable<string> Untyped(IEnumerable<SourceFile> files) =>
        from grain in Grains(files)
        where !Has(grain.Class, SyntaxKind.AbstractKeyword) && !IsNamed(grain.Class.AttributeLists, "GrainType")
        select grain.Where;

    /// <summary>Grain interfaces, their methods and wire types that travel under their CLR names.</summary>
    public static IEnumerable<string> Unaliased(IEnumerable<SourceFile> files) =>
        from file in files
        from type in Root(file).DescendantNodes().OfType<TypeDeclarationSyntax>()
        where IsGrainInterface(type) || IsWire(type)
        from member in Aliasable(type)
        where !IsNamed(member.AttributeLists, "Alias")
        select Where(file, member);

    /// <summary>Members of wire types without a number of their own.</summary>
    public static IEnumerable<string> Unnumbered(IEnumerable<SourceFile> files) =>
        from wire in Wires(files)
        from member in Members(wire.Type)
        where member.Id is null
        select $"{wire.Where}.{member.Name}";

    /// <summary>Numbers that two members of one wire type share.</summary>
    public static IEnumerable<string> TwiceNumbered(IEnumerable<SourceFile> files) =>
        from wire in Wires(files)
        from twice in Members(wire.Type).Where(m => m.Id is not null).GroupBy(m => m.Id, StringComparer.Ordinal)
        where twice.Count() > 1
        select $"{wire.Where}: {twice.Key}";

    /// <summary>Methods of grains longer than a shell needs.</summary>
    public static IEnumerable<string> LongMethods(IEnumerable<SourceFile> files) =>
        from grain in Grains(files)
        from method in grain.Class.Members.OfType<BaseMethodDeclarationSyntax>()
        where method.Body is not null && BodyLines(method.Body) > MethodLinesMax
        select $"{Where(grain.File, method)}: {BodyLines(method.Body!)} lines";

    /// <summary>Grains that talk to a database themselves.</summary>
    public static IEnumerable<string> Sql(IEnumerable<SourceFile> files) =>
        from grain in Grains(files)
        from node in grain.Class.DescendantNodes()
        where node is SimpleNameSyntax { Identifier.Text: { } name } &&
                name.StartsWith("Npgsql", StringComparison.Ordinal) ||
            node is LiteralExpressionSyntax { Token.ValueText: { } text } && SqlWords().IsMatch(text) ||
            node is InterpolatedStringTextSyntax { TextToken.ValueText: { } part } && SqlWords().IsMatch(part)
        select Where(grain.File, node);

    /// <summary>
    /// Grains that know a rule: reckoning in an entity's grain, or a branch that looks at an entity's state.
    /// </summary>
    public static IEnumerable<string> Rules(IEnumerable<SourceFile> files) =>
        from grain in Grains(files)
        from node in grain.Class.DescendantNodes()
        where IsReckoning(node) && grain.File.Path.Contains("/Grains/", StringComparison.Ordinal) ||
            ConditionOf(node) is { } condition && LooksAtState(condition)
        select $"{Where(grain.File, node)}: {node}";

    /// <summary>Log texts elsewhere than in the file that a class keeps for them.</summary>
    public static IEnumerable<string> LogTexts(IEnumerable<SourceFile> files) =>
        from file in files
        where !file.Path.EndsWith(".Log.cs", StringComparison.Ordinal)
        from attribute in Root(file).DescendantNodes().OfType<AttributeSyntax>()
        where Bare(SimpleName(attribute.Name)) == "LoggerMessage"
        select Where(file, attribute);

    /// <summary>Names of the runtime in files that must not know it.</summary>
    public static IEnumerable<string> RuntimeNames(IEnumerable<SourceFile> files) =>
        from file in files
        where !MayNameRuntime(file.Path)
        from name in Root(file).DescendantNodes().OfType<IdentifierNameSyntax>()
        where name.Identifier.Text == "Orleans"
        select Where(file, name);

    /// <summary>Packages of the runtime in projects that must not know it.</summary>
    public static IEnumerable<string> RuntimePackages(IEnumerable<SourceFile> projects) =>
        from project in projects
        where !MayNameRuntime(project.Path)
        from line in project.Lines
        where line.Contains("Include=\"Microsoft.Orleans.", StringComparison.Ordinal)
        select $"{project.Path}: {line.Trim()}";

    public static IEnumerable<(SourceFile File, ClassDeclarationSyntax Class, string Where)> Grains(
        IEnumerable<SourceFile> files) =>
        from file in files
        from type in Root(file).DescendantNodes().OfType<ClassDeclarationSyntax>()
        where IsNamed(type.AttributeLists, "GrainType") || Bases(type).Any(IsGrainClass)
        select (file, type, $"{file.Path}: {type.Identifier.Text}");

    private static IEnumerable<(TypeDeclarationSyntax Type, string Where)> Wires(IEnumerable<SourceFile> files) =>
        from file in files
        from type in Root(file).DescendantNodes().OfType<TypeDeclarationSyntax>()
        where IsWire(type)
        select (type, $"{file.Path}: {type.Identifier.Text}");

    // Tests and benches drive silos; the product's other assemblies run without the packages.
    private static bool MayNameRuntime(string path) =>
        path.StartsWith("src/FieldOps.Cluster/", StringComparison.Ordinal) ||
        path.StartsWith("src/FieldOps.Silo/", StringComparison.Ordinal) ||
        path.StartsWith("tests/", StringComparison.Ordinal);

    private static CompilationUnitSyntax Root(SourceFile file) =>
        (CompilationUnitSyntax)CSharpSyntaxTree.ParseText(
            string.Join('\n', file.Lines), new CSharpParseOptions(LanguageVersion.Preview)).GetRoot();

    private static IEnumerable<string> Bases(TypeDeclarationSyntax type) =>
        type.BaseList?.Types.Select(t => t.Type).Select(SimpleName) ?? [];

    private static string SimpleName(TypeSyntax type) => type switch
    {
        QualifiedNameSyntax qualified => qualified.Right.Identifier.Text,
        SimpleNameSyntax simple => simple.Identifier.Text,
        _ => type.ToString(),
    };

    private static bool IsGrainClass(string name) =>
        name == "IGrainBase" || (name.EndsWith("Grain", StringComparison.Ordinal) && !IsInterfaceName(name));

    private static bool IsGrainInterface(TypeDeclarationSyntax type) =>
        type is InterfaceDeclarationSyntax && Bases(type).Any(b =>
            b.StartsWith("IGrainWith", StringComparison.Ordinal) || b is "IGrain" or "IGrainObserver" ||
            (IsInterfaceName(b) && b.EndsWith("Grain", StringComparison.Ordinal)));

    private static bool IsInterfaceName(string name) => name.Length > 1 && name[0] == 'I' && char.IsUpper(name[1]);

    private static bool IsWire(TypeDeclarationSyntax type) => IsNamed(type.AttributeLists, "GenerateSerializer");

    private static IEnumerable<MemberDeclarationSyntax> Aliasable(TypeDeclarationSyntax type) =>
        type is InterfaceDeclarationSyntax ? [type, .. type.Members.OfType<MethodDeclarationSyntax>()] : [type];

    // What holds a value that travels: positions of a record, properties with a field of their own, fields.
    private static IEnumerable<(string Name, string? Id)> Members(TypeDeclarationSyntax type) =>
    [
        .. ((type as RecordDeclarationSyntax)?.ParameterList?.Parameters ?? default)
            .Select(p => (p.Identifier.Text, Id(p.AttributeLists))),
        .. type.Members.OfType<PropertyDeclarationSyntax>()
            .Where(p => !Has(p, SyntaxKind.StaticKeyword) && IsAutomatic(p))
            .Select(p => (p.Identifier.Text, Id(p.AttributeLists))),
        .. type.Members.OfType<FieldDeclarationSyntax>()
            .Where(f => !Has(f, SyntaxKind.StaticKeyword) && !Has(f, SyntaxKind.ConstKeyword))
            .Where(f => !f.AttributeLists.SelectMany(l => l.Attributes)
                .Any(a => Bare(SimpleName(a.Name)) == "NonSerialized"))
            .SelectMany(f => f.Declaration.Variables.Select(v => (v.Identifier.Text, Id(f.AttributeLists)))),
    ];

    private static bool IsAutomatic(PropertyDeclarationSyntax property) =>
        property.AccessorList?.Accessors.All(a => a.Body is null && a.ExpressionBody is null) is true;

    private static string? Id(SyntaxList<AttributeListSyntax> lists) =>
        lists.SelectMany(l => l.Attributes).FirstOrDefault(a => Bare(SimpleName(a.Name)) == "Id")
            ?.ArgumentList?.Arguments.ToString();

    private static bool IsNamed(SyntaxList<AttributeListSyntax> lists, string attribute) =>
        lists.SelectMany(l => l.Attributes).Any(a =>
            Bare(SimpleName(a.Name)) == attribute &&
            (attribute == "GenerateSerializer" || a.ArgumentList?.Arguments.Count > 0));

    private static string Bare(string name) =>
        name.EndsWith("Attribute", StringComparison.Ordinal) ? name[..^"Attribute".Length] : name;

    private static bool Has(MemberDeclarationSyntax member, SyntaxKind modifier) =>
        member.Modifiers.Any(modifier);

    private static int BodyLines(BlockSyntax body)
    {
        var span = body.SyntaxTree.GetLineSpan(body.Span);
        return span.EndLinePosition.Line - span.StartLinePosition.Line - 1;
    }

    private static bool IsReckoning(SyntaxNode node) =>
        node.Kind() is SyntaxKind.SubtractExpression or SyntaxKind.MultiplyExpression or SyntaxKind.DivideExpression
            or SyntaxKind.ModuloExpression or SyntaxKind.LessThanExpression or SyntaxKind.LessThanOrEqualExpression
            or SyntaxKind.GreaterThanExpression or SyntaxKind.GreaterThanOrEqualExpression
            or SyntaxKind.AddAssignmentExpression or SyntaxKind.SubtractAssignmentExpression
        || (node is BinaryExpressionSyntax sum && sum.IsKind(SyntaxKind.AddExpression) && !IsText(sum));

    private static bool IsText(BinaryExpressionSyntax sum) =>
        sum.DescendantNodes().Any(n => n.IsKind(SyntaxKind.StringLiteralExpression) ||
            n is InterpolatedStringExpressionSyntax);

    private static ExpressionSyntax? ConditionOf(SyntaxNode node) => node switch
    {
        IfStatementSyntax branch => branch.Condition,
        ConditionalExpressionSyntax choice => choice.Condition,
        SwitchStatementSyntax choice => choice.Expression,
        SwitchExpressionSyntax choice => choice.GoverningExpression,
        WhileStatementSyntax loop => loop.Condition,
        _ => null,
    };

    private static bool LooksAtState(ExpressionSyntax condition) =>
        condition.DescendantNodesAndSelf().OfType<IdentifierNameSyntax>()
            .Any(n => n.Identifier.Text is "State" or "state" or "_state" or "View" or "view");

    private static string Where(SourceFile file, SyntaxNode node) =>
        $"{file.Path}:{node.SyntaxTree.GetLineSpan(node.Span).StartLinePosition.Line + 1}";

    [GeneratedRegex(
        @"\b(select\s.*\bfrom\b|insert\s+into\b|update\s+\S+\s+set\b|delete\s+from\b)",
        RegexOptions.IgnoreCase | RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex SqlWords();
}
