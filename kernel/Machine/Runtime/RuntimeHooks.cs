// SPDX-License-Identifier: MIT
namespace Skift.Machine;

/// <summary>What the managed runtime (corelib) asks of the kernel.</summary>
internal static unsafe class RuntimeHooks
{
    /// <summary>Name of the method that a code address belongs to, for the panic report.</summary>
    internal static string? MethodNameAt(ulong address) => null;
}
