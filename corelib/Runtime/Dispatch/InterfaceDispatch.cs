using Internal.Runtime;

namespace System.Runtime;

internal static unsafe class InterfaceDispatch
{
    internal static nint RhpResolveInterfaceMethod(object obj, nint cell) => 0;
}

internal static class OpenMethodResolver
{
    internal static nint Resolve(nint pointer, object target) => pointer;
}
