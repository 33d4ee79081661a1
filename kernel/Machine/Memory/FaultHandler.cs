// SPDX-License-Identifier: MIT
namespace Skift.Machine;

/// <summary>Resolves page faults that kernel code causes in user memory through <see cref="UserMemory"/>.</summary>
/// <remarks>Faults of user code itself come back from <see cref="UserContext.Run"/> as <see cref="UserExitKind.PageFault"/>.</remarks>
public abstract class FaultHandler
{
    /// <summary>Makes the page usable for the access, or says that it cannot be.</summary>
    /// <returns><c>true</c>: the access is tried again. <c>false</c>: the copy ends with <c>EFAULT</c>.</returns>
    /// <remarks>
    /// Runs on the faulting thread's kernel stack with interrupts on and no spin lock held, and may sleep. It is not called for a copy
    /// made while a spin lock is held or interrupts are off: such a copy fails at once.
    /// </remarks>
    public abstract bool TryResolve(in PageFault fault);

    /// <summary>Makes <paramref name="handler"/> the one that is asked from now on.</summary>
    public static void Install(FaultHandler handler) => s_installed = handler;

    internal static FaultHandler? Installed => s_installed;

    private static FaultHandler? s_installed;
}
