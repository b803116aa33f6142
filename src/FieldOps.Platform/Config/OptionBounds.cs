using System.Collections;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;

namespace FieldOps.Platform.Config;

/// <summary>
/// Checks options against their own bounds, sections within sections too, in words that name the setting by its path.
/// </summary>
internal static class OptionBounds
{
    /// <summary>Everything that is out of bounds, in the order of the members.</summary>
    public static IEnumerable<string> Faults(object options, string path) =>
        Settings(options.GetType()).SelectMany(p => Of(p, p.GetValue(options), $"{path}:{p.Name}"));

    /// <summary>One fault in the words of all of them.</summary>
    public static string Is(string path, object value, string must)
    {
        var shown = value is string ? $"'{value}'" : value;
        return string.Create(CultureInfo.InvariantCulture, $"{path} is {shown}; it must be {must}.");
    }

    /// <summary>Members that can be set: what the configuration binder binds.</summary>
    public static IEnumerable<PropertyInfo> Settings(Type options) =>
        options.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(p => p.CanWrite);

    /// <summary>A section of its own, not a value.</summary>
    public static bool IsSection(Type type) =>
        type.IsClass && type != typeof(string) && !typeof(IEnumerable).IsAssignableFrom(type);

    private static IEnumerable<string> Of(PropertyInfo setting, object? value, string path) =>
        value is not null && IsSection(setting.PropertyType)
            ? Faults(value, path)
            : setting.GetCustomAttributes<ValidationAttribute>()
                .Where(bound => !bound.IsValid(value)).Take(1)
                .Select(bound => Is(path, value ?? string.Empty, Must(bound)));

    private static string Must(ValidationAttribute bound) => bound switch
    {
        RangeAttribute range => string.Create(CultureInfo.InvariantCulture, $"{range.Minimum} to {range.Maximum}"),
        StringLengthAttribute length => string.Create(
            CultureInfo.InvariantCulture, $"{length.MinimumLength} to {length.MaximumLength} characters"),
        RegularExpressionAttribute pattern => $"like {pattern.Pattern}",
        EnumDataTypeAttribute names => "one of " + string.Join(", ", Enum.GetNames(names.EnumType)),
        _ => "given",
    };
}
