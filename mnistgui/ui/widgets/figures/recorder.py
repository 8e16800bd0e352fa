"""The paint engine that records: it turns the calls of QPainter into commands."""

from collections.abc import Callable, Iterable
from math import sqrt
from typing import Any

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import (
    QBrush,
    QFont,
    QImage,
    QLinearGradient,
    QPaintDevice,
    QPaintEngine,
    QPaintEngineState,
    QPainter,
    QPainterPath,
    QPen,
    QPixmap,
    QPolygonF,
    QRegion,
    QTextItem,
    QTransform,
)

from mnistgui.ui.widgets.figures.long_lines import draw_line
from mnistgui.ui.widgets.figures.recording import Command, Recording

_Dirty = QPaintEngine.DirtyFlag
_CLIP = _Dirty.DirtyClipEnabled | _Dirty.DirtyClipPath | _Dirty.DirtyClipRegion
_VECTORS = (QPaintEngine.Type.SVG, QPaintEngine.Type.Pdf)
_MM_PER_INCH = 25.4
_SMALL_PIXELS = 128  # a side of images that are enlarged in files
_ENLARGED = 8  # times


def record(size: QSize, dpi: int, paint: Callable[[QPainter], None]) -> Recording:
    """Record what a function paints.

    Parameters
    ----------
    size : QSize
        Of the picture.
    dpi : int
        Dots per inch of the screen.
    paint : callable
        Paints with the painter it is given.
    """
    recording = Recording(size, dpi)
    device = _Device(recording)
    with QPainter(device) as painter:
        paint(painter)
    return recording


class _Device(QPaintDevice):
    """A paint device as large as a widget, with the resolution of a screen."""

    def __init__(self, recording: Recording) -> None:
        super().__init__()
        self._engine = _Engine(recording)
        size, dpi = recording.size, recording.dpi
        kinds = QPaintDevice.PaintDeviceMetric
        self._metrics = {
            kinds.PdmWidth: size.width(),
            kinds.PdmHeight: size.height(),
            kinds.PdmWidthMM: round(size.width() / dpi * _MM_PER_INCH),
            kinds.PdmHeightMM: round(size.height() / dpi * _MM_PER_INCH),
            kinds.PdmNumColors: 2**24,
            kinds.PdmDepth: 32,
            kinds.PdmDevicePixelRatio: 1,
            **dict.fromkeys((kinds.PdmDpiX, kinds.PdmDpiY), dpi),
            **dict.fromkeys((kinds.PdmPhysicalDpiX, kinds.PdmPhysicalDpiY), dpi),
        }

    def paintEngine(self) -> QPaintEngine:
        """Return the engine that records."""
        return self._engine

    def metric(self, kind: QPaintDevice.PaintDeviceMetric) -> int:
        """Return size and resolution; the pixel ratio also in the finer unit that Qt uses."""
        if kind is QPaintDevice.PaintDeviceMetric.PdmDevicePixelRatioScaled:
            return round(QPaintDevice.devicePixelRatioFScale())
        return self._metrics.get(kind, 0)


class _Engine(QPaintEngine):
    """Turns the calls of QPainter into commands."""

    def __init__(self, recording: Recording) -> None:
        super().__init__(QPaintEngine.PaintEngineFeature.AllFeatures)
        self._recording = recording
        self._transform = QTransform()
        self._pen, self._brush = QPen(), QBrush()
        self._origin = QPointF()
        self._clip: QPainterPath | None = None
        self._opacity = 1.0
        self._smooth = False

    def type(self) -> QPaintEngine.Type:
        """Return a type that is none of Qt's own."""
        return QPaintEngine.Type.User

    def begin(self, _device: QPaintDevice) -> bool:
        """Return True, since nothing has to be prepared."""
        return True

    def end(self) -> bool:
        """Return True, since nothing has to be completed."""
        return True

    def updateState(self, state: QPaintEngineState) -> None:
        """Record changes of pen, brush, transformation and clip."""
        dirty = state.state()
        if dirty & _Dirty.DirtyTransform:
            self._transform = state.transform()
        if dirty & _Dirty.DirtyPen:
            self._pen = state.pen()
        if dirty & _Dirty.DirtyBrush:
            self._brush = state.brush()
        if dirty & _Dirty.DirtyBrushOrigin:
            self._origin = state.brushOrigin()
        if dirty & _Dirty.DirtyOpacity:
            self._opacity = state.opacity()
        if dirty & _Dirty.DirtyHints:
            hint = QPainter.RenderHint.SmoothPixmapTransform
            self._smooth = bool(state.renderHints() & hint)
        if dirty & _CLIP:
            self._change_clip(state)

    def drawPath(self, path: QPainterPath) -> None:
        """Record a path with its outline and its filling."""
        self._add_path(self._transform.map(path), self._mapped_brush())

    def drawPolygon(self, points: Iterable[Any], mode: QPaintEngine.PolygonDrawMode) -> None:
        """Record a polygon, or a line of several parts."""
        path = QPainterPath()
        path.addPolygon(QPolygonF([QPointF(point) for point in points]))
        if mode is QPaintEngine.PolygonDrawMode.PolylineMode:
            self._add_path(self._transform.map(path), QBrush())
            return
        path.closeSubpath()
        winding = mode is QPaintEngine.PolygonDrawMode.WindingMode
        path.setFillRule(Qt.FillRule.WindingFill if winding else Qt.FillRule.OddEvenFill)
        self._add_path(self._transform.map(path), self._mapped_brush())

    def drawImage(
        self,
        box: QRectF | QRect,
        image: QImage,
        part: QRectF | QRect,
        _flags: Qt.ImageConversionFlag = Qt.ImageConversionFlag.AutoColor,
    ) -> None:
        """Record the part of an image that is drawn."""
        place, transform, smooth = QRectF(box), self._transform, self._smooth
        drawn = image.copy(QRectF(part).toAlignedRect())

        def paint(painter: QPainter) -> None:
            painter.setTransform(transform, True)  # noqa: FBT003 - Qt's signature
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, on=smooth)
            # Many programs smooth the images of a file; the pixels of a digit are to stay squares.
            sharp = not smooth and painter.paintEngine().type() in _VECTORS
            painter.drawImage(place, _enlarged(drawn) if sharp else drawn)

        self._add(paint)

    def drawPixmap(
        self, box: QRectF | QRect, pixmap: QPixmap | QImage, part: QRectF | QRect
    ) -> None:
        """Record a pixmap as an image, which any thread may paint."""
        image = pixmap if isinstance(pixmap, QImage) else pixmap.toImage()
        self.drawImage(box, image, part)

    def drawTextItem(self, place: Any, item: QTextItem) -> None:
        """Record words with their font and colour."""
        text, font, pen = item.text(), QFont(item.font()), QPen(self._pen)
        start, transform = QPointF(place), self._transform

        def paint(painter: QPainter) -> None:
            painter.setTransform(transform, True)  # noqa: FBT003 - Qt's signature
            painter.setFont(font)
            painter.setPen(pen)
            painter.drawText(start, text)

        self._add(paint)

    def _add_path(self, path: QPainterPath, brush: QBrush) -> None:
        pen = self._mapped_pen()

        def paint(painter: QPainter) -> None:
            hollow = brush.style() is Qt.BrushStyle.NoBrush
            if hollow and painter.paintEngine().type() not in _VECTORS:
                draw_line(painter, path, pen)
                return
            painter.setPen(pen)
            painter.setBrush(brush)
            painter.drawPath(path)

        self._add(paint)

    def _add(self, paint: Callable[[QPainter], None]) -> None:
        clip, system = self._clip, self.systemClip()
        whole = QRect(QPoint(), self._recording.size)
        if not system.isEmpty() and not QRegion(whole).subtracted(system).isEmpty():
            edges = QPainterPath()  # of the child widget that is painted
            edges.addRegion(system)
            clip = edges if clip is None else clip.intersected(edges)
        self._recording.commands.append(Command(paint, clip, self._opacity))

    def _mapped_pen(self) -> QPen:
        pen = QPen(self._pen)
        scale = 1.0 if pen.isCosmetic() else sqrt(abs(self._transform.determinant()))
        pen.setWidthF(max(pen.widthF(), 1.0 if pen.isCosmetic() else 0.0) * scale)
        pen.setCosmetic(False)
        return pen

    def _mapped_brush(self) -> QBrush:
        brush, origin = QBrush(self._brush), self._origin
        transform = QTransform.fromTranslate(origin.x(), origin.y()) * self._transform
        gradient = brush.gradient()
        if isinstance(gradient, QLinearGradient):  # QSvgGenerator knows no transform of a brush
            ends = (gradient.start(), gradient.finalStop())
            mapped = QLinearGradient(*(transform.map(end) for end in ends))
            mapped.setStops(gradient.stops())
            return QBrush(mapped)
        if brush.style() not in (Qt.BrushStyle.NoBrush, Qt.BrushStyle.SolidPattern):
            brush.setTransform(brush.transform() * transform)
        return brush

    def _change_clip(self, state: QPaintEngineState) -> None:
        operation = state.clipOperation()
        if not state.isClipEnabled() or operation is Qt.ClipOperation.NoClip:
            self._clip = None
            return
        path = QPainterPath()
        if state.state() & _Dirty.DirtyClipRegion:
            path.addRegion(state.clipRegion())
        else:
            path.addPath(state.clipPath())
        path = self._transform.map(path)
        meets = operation is Qt.ClipOperation.IntersectClip and self._clip is not None
        self._clip = self._clip.intersected(path) if meets and self._clip else path


def _enlarged(image: QImage) -> QImage:
    """Return a small image with each pixel as a square of several."""
    if max(image.width(), image.height()) > _SMALL_PIXELS:
        return image
    fast = Qt.TransformationMode.FastTransformation
    return image.scaled(image.size() * _ENLARGED, Qt.AspectRatioMode.IgnoreAspectRatio, fast)
