// SPDX-License-Identifier: MIT
using System;

namespace Skift.Libc;

/// <summary>Says what a function does not do yet; <c>docs/libc.md</c> shows it.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class PartialAttribute(string missing) : Attribute
{
    public string Missing { get; } = missing;
}
