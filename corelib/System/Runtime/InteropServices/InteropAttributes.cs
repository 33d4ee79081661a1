namespace System.Runtime.InteropServices;

// Layout of structs and the shape of native calls.

public enum LayoutKind
{
    Sequential = 0,
    Explicit = 2,
    Auto = 3,
}

public enum CharSet
{
    None = 1,
    Ansi = 2,
    Unicode = 3,
    Auto = 4,
}

public enum CallingConvention
{
    Winapi = 1,
    Cdecl = 2,
    StdCall = 3,
    ThisCall = 4,
    FastCall = 5,
}

[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct, Inherited = false)]
public sealed class StructLayoutAttribute(LayoutKind layoutKind) : Attribute
{
    public int Pack;
    public int Size;
    public CharSet CharSet;

    public LayoutKind Value { get; } = layoutKind;
}

[AttributeUsage(AttributeTargets.Field, Inherited = false)]
public sealed class FieldOffsetAttribute(int offset) : Attribute
{
    public int Value { get; } = offset;
}

[AttributeUsage(AttributeTargets.Method, Inherited = false)]
public sealed class DllImportAttribute(string dllName) : Attribute
{
    public string? EntryPoint;
    public CharSet CharSet;
    public bool SetLastError;
    public bool ExactSpelling;
    public CallingConvention CallingConvention;
    public bool BestFitMapping;
    public bool PreserveSig;
    public bool ThrowOnUnmappableChar;

    public string Value { get; } = dllName;
}

[AttributeUsage(AttributeTargets.Method, Inherited = false)]
public sealed class UnmanagedCallersOnlyAttribute : Attribute
{
    public Type[]? CallConvs;
    public string? EntryPoint;
}

[AttributeUsage(AttributeTargets.Method, Inherited = false)]
public sealed class SuppressGCTransitionAttribute : Attribute;

[AttributeUsage(AttributeTargets.Parameter, Inherited = false)]
public sealed class InAttribute : Attribute;

[AttributeUsage(AttributeTargets.Parameter, Inherited = false)]
public sealed class OutAttribute : Attribute;

[AttributeUsage(AttributeTargets.Parameter, Inherited = false)]
public sealed class OptionalAttribute : Attribute;

[AttributeUsage(AttributeTargets.Parameter, Inherited = false)]
public sealed class DefaultParameterValueAttribute(object? value) : Attribute
{
    public object? Value { get; } = value;
}

[AttributeUsage(AttributeTargets.All, Inherited = false)]
public sealed class ComVisibleAttribute(bool visibility) : Attribute
{
    public bool Value { get; } = visibility;
}
