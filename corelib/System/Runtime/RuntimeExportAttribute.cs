namespace System.Runtime;

/// <summary>Gives a static method a C symbol and the System V calling convention, without any transition.</summary>
[AttributeUsage(AttributeTargets.Method, Inherited = false)]
public sealed class RuntimeExportAttribute(string entry) : Attribute
{
    public string EntryPoint { get; } = entry;
}

/// <summary>Makes an <c>extern</c> method with <c>MethodImplOptions.InternalCall</c> a direct call of a C symbol.</summary>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Constructor, Inherited = false)]
public sealed class RuntimeImportAttribute : Attribute
{
    public RuntimeImportAttribute(string entry) => EntryPoint = entry;

    public RuntimeImportAttribute(string dllName, string entry)
    {
        DllName = dllName;
        EntryPoint = entry;
    }

    public string? DllName { get; }

    public string EntryPoint { get; }
}
