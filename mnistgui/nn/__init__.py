"""The mathematics of training, in NumPy alone, to be read in this order.

The idea: a ``network`` is a list of ``layers``, whose ``activations`` bend what they compute, and a
head of ``heads`` says with the ``losses`` what its logits mean. ``backprop`` goes through it
forward and back, ``optimizers`` change its ``parameters`` by the gradients, and ``schedules`` say
how far.

What a run begins with: ``scaling`` of the pixels, ``initializers`` that draw the weights (or a
``repeated_draw``, in the order of another program), ``build`` that puts both together, and
``dropout``, which stands between two layers while a network learns.

What makes it fast, to the same numbers: ``ragged`` batches leave zeros out, ``gradients`` reach an
optimizer as two factors, which ``blas`` multiplies straight into the weights. A ``partition`` by
shapes alone cuts large products into ``blocks``, which the threads of a ``pool`` share out.
``arrays`` names the types of all these.

Whether it is right: ``gradient_check`` compares with the loss itself (``moved_loss``,
``checked_gradient``), ``difference_curve`` and ``difference_table`` for many steps, and
``directional_check`` one function alone; ``mistakes`` are those of the write-ups, to be found.
"""
