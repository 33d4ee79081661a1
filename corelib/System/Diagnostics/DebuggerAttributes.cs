namespace System.Diagnostics;

// What debuggers and stack traces read.

public sealed class DebuggerHiddenAttribute : Attribute;

public sealed class DebuggerNonUserCodeAttribute : Attribute;

public sealed class DebuggerStepThroughAttribute : Attribute;

/// <summary>Leaves a method out of stack traces.</summary>
public sealed class StackTraceHiddenAttribute : Attribute;

[AttributeUsage(AttributeTargets.Assembly | AttributeTargets.Module)]
public sealed class DebuggableAttribute(DebuggableAttribute.DebuggingModes modes) : Attribute
{
    [Flags]
    public enum DebuggingModes
    {
        None = 0,
        Default = 1,
        IgnoreSymbolStoreSequencePoints = 2,
        EnableEditAndContinue = 4,
        DisableOptimizations = 256,
    }

    public DebuggingModes DebuggingFlags { get; } = modes;
}

public enum DebuggerBrowsableState
{
    Never = 0,
    Collapsed = 2,
    RootHidden = 3,
}

public sealed class DebuggerBrowsableAttribute(DebuggerBrowsableState state) : Attribute
{
    public DebuggerBrowsableState State { get; } = state;
}

[AttributeUsage(AttributeTargets.All, AllowMultiple = true)]
public sealed class DebuggerDisplayAttribute(string? value) : Attribute
{
    public string Value { get; } = value ?? "";

    public string? Name { get; set; }

    public string? Type { get; set; }
}

public sealed class DebuggerTypeProxyAttribute(Type type) : Attribute
{
    public Type ProxyType { get; } = type;
}

/// <summary>Calls to what carries this are compiled only where the symbol is defined.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method, AllowMultiple = true)]
public sealed class ConditionalAttribute(string conditionString) : Attribute
{
    public string ConditionString { get; } = conditionString;
}
