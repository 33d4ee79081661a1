using Internal.Runtime;

namespace System.Runtime;

/// <summary>Code addresses that may be "fat": with bit 1 set they point to a pair of code and generic context instead of to code.</summary>
internal static unsafe class FunctionPointerOps
{
    private const nint FatBit = 2;

#pragma warning disable CS0649 // emitted by ILC
    private struct Fat
    {
        internal nint Code;
        internal nint* Context;
    }
#pragma warning restore CS0649

    internal static bool IsGenericMethodPointer(nint pointer) => (pointer & FatBit) != 0;

    private static Fat* Decode(nint pointer) => (Fat*)(pointer - FatBit);

    /// <summary>The same generic method may have several pairs.</summary>
    internal static bool Same(nint a, nint b)
    {
        if (a == b)
            return true;
        if (!IsGenericMethodPointer(a) || !IsGenericMethodPointer(b))
            return false;
        return Decode(a)->Code == Decode(b)->Code && *Decode(a)->Context == *Decode(b)->Context;
    }

    internal static int GetHashCode(nint pointer) => IsGenericMethodPointer(pointer)
        ? Decode(pointer)->Code.GetHashCode() ^ (*Decode(pointer)->Context).GetHashCode()
        : pointer.GetHashCode();
}

/// <summary>Calls of generic virtual methods, which need tables that the compiler leaves empty; an analyzer refuses them in source.</summary>
internal static class TypeLoaderExports
{
    internal static nint GVMLookupForSlot(object obj, RuntimeMethodHandle slot) =>
        throw new NotSupportedException("Generic virtual methods are not supported: '" + obj.GetType().ToString() + "' was called through one.");
}
