// SPDX-License-Identifier: MIT
using System.Runtime;
using System.Runtime.CompilerServices;

namespace Skift.Libc;

/// <summary>The assembly behind <see cref="SpawnSteps"/> (<c>crt/Spawn.S</c>).</summary>
internal static unsafe class SpawnStubs
{
    /// <summary>A child that makes these system calls. It shares the memory of the caller, who sleeps until it runs its program or has ended.</summary>
    /// <param name="steps">What the child does, in order, until the first failure; the last is execve(2) or <see cref="SpawnKind.NotFound"/>.</param>
    /// <param name="stack">The end of a stack for the child.</param>
    /// <param name="pidfd">Gets a descriptor of the child, unless it is null.</param>
    /// <param name="error">Gets the answer of the step that failed.</param>
    /// <returns>The child's identifier once it runs its program or has failed, or a negated error.</returns>
    [RuntimeImport("*", "skift_spawn")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    internal static extern long Spawn(SpawnStep* steps, byte* stack, int* pidfd, long* error);
}
