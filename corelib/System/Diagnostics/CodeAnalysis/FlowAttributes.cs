namespace System.Diagnostics.CodeAnalysis;

// What nullable analysis reads.

public sealed class AllowNullAttribute : Attribute;

public sealed class DisallowNullAttribute : Attribute;

public sealed class MaybeNullAttribute : Attribute;

public sealed class NotNullAttribute : Attribute;

public sealed class DoesNotReturnAttribute : Attribute;

public sealed class SetsRequiredMembersAttribute : Attribute;

public sealed class UnscopedRefAttribute : Attribute;

public sealed class ConstantExpectedAttribute : Attribute
{
    public object? Min { get; set; }

    public object? Max { get; set; }
}

public sealed class MaybeNullWhenAttribute(bool returnValue) : Attribute
{
    public bool ReturnValue { get; } = returnValue;
}

public sealed class NotNullWhenAttribute(bool returnValue) : Attribute
{
    public bool ReturnValue { get; } = returnValue;
}

[AttributeUsage(AttributeTargets.Parameter | AttributeTargets.Property | AttributeTargets.ReturnValue, AllowMultiple = true)]
public sealed class NotNullIfNotNullAttribute(string parameterName) : Attribute
{
    public string ParameterName { get; } = parameterName;
}

public sealed class DoesNotReturnIfAttribute(bool parameterValue) : Attribute
{
    public bool ParameterValue { get; } = parameterValue;
}

[AttributeUsage(AttributeTargets.Method | AttributeTargets.Property, AllowMultiple = true)]
public sealed class MemberNotNullAttribute : Attribute
{
    public MemberNotNullAttribute(string member) => Members = [member];

    public MemberNotNullAttribute(params string[] members) => Members = members;

    public string[] Members { get; }
}

[AttributeUsage(AttributeTargets.Method | AttributeTargets.Property, AllowMultiple = true)]
public sealed class MemberNotNullWhenAttribute : Attribute
{
    public MemberNotNullWhenAttribute(bool returnValue, string member)
    {
        ReturnValue = returnValue;
        Members = [member];
    }

    public MemberNotNullWhenAttribute(bool returnValue, params string[] members)
    {
        ReturnValue = returnValue;
        Members = members;
    }

    public bool ReturnValue { get; }

    public string[] Members { get; }
}

[AttributeUsage(AttributeTargets.All, AllowMultiple = true)]
public sealed class SuppressMessageAttribute(string category, string checkId) : Attribute
{
    public string Category { get; } = category;

    public string CheckId { get; } = checkId;

    public string? Justification { get; set; }

    public string? Scope { get; set; }

    public string? Target { get; set; }
}

public sealed class ExperimentalAttribute(string diagnosticId) : Attribute
{
    public string DiagnosticId { get; } = diagnosticId;

    public string? UrlFormat { get; set; }
}

[AttributeUsage(AttributeTargets.All)]
public sealed class ExcludeFromCodeCoverageAttribute : Attribute
{
    public string? Justification { get; set; }
}

/// <summary>Says what language a string holds, for editors.</summary>
public sealed class StringSyntaxAttribute(string syntax) : Attribute
{
    public const string CompositeFormat = nameof(CompositeFormat);
    public const string NumericFormat = nameof(NumericFormat);

    public string Syntax { get; } = syntax;
}
