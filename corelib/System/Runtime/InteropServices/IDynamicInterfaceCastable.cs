namespace System.Runtime.InteropServices;

/// <summary>In .NET, objects that answer for interfaces at run time; here only the compiler's reference to the name (there are none).</summary>
internal interface IDynamicInterfaceCastable
{
    bool IsInterfaceImplemented(RuntimeTypeHandle interfaceType, bool throwIfNotImplemented);

    RuntimeTypeHandle GetInterfaceImplementation(RuntimeTypeHandle interfaceType);

    internal static nint GetDynamicInterfaceImplementation(IDynamicInterfaceCastable instance, RuntimeTypeHandle interfaceType, ushort slot) =>
        throw new NotSupportedException("Interfaces cannot be implemented at run time.");
}
